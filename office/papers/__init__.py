"""What is printed of enterprises, funds and supervision."""
