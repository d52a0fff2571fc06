"""Static files with their content's hash in the name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """A script that imports another names the very version that it was tested with."""

    support_js_module_import_aggregation = True
