"""What may leave the pod."""
