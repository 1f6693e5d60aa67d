"""What layouts and set phrases tell: fact sheets, renewals, plots, reception, agencies, meanings."""
