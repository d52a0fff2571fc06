// Photos become JPEG of at most 1280 px and 200 kB on the phone; where and when they were taken does not leave it.
const EDGE = 1280;
const LIMIT = 200_000;

const drawn = (image, edge) => {
  const scale = Math.min(1, edge / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale) || 1;
  canvas.height = Math.round(image.height * scale) || 1;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
};
const opened = (blob) => createImageBitmap(blob, { imageOrientation: "from-image" });

// What is no image is refused by an exception.
export const shrunk = async (file) => {
  const image = await opened(file);
  for (let edge = EDGE; ; edge *= 0.8) {
    const canvas = drawn(image, edge);
    for (const quality of [0.85, 0.7, 0.55, 0.4]) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob.size <= LIMIT) return blob;
    }
  }
};
// A canvas, because the page's policy lets no blob: address in.
export const preview = async (blob) => drawn(await opened(blob), 240);
