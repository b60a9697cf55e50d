"""The history of the tables; each file stands alone and only goes forward."""
