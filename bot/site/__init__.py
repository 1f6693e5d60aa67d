"""The facts as a small static site: pages that a server can link to, made anew at each export."""
