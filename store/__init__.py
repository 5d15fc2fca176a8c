"""The school's folder: files, git, the diary, documents. Knows model, and nothing of screens."""
