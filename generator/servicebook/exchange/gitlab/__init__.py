"""The service catalog of GitLab's runbooks, for import."""
