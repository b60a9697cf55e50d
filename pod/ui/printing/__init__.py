"""The one way to paper: a page of ours, written as PDF, handed to one queue."""
