"""The only room that knows every other: builds them and joins them."""
