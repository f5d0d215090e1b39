"""What people said elsewhere: issues of GitHub and GitLab, and CSV."""
