"""What segments mean: roles now; addressees, modality, citations and statements to come."""
