"""From answers to Discord messages: the one place that escapes, clips and links."""
