"""The superior's form (上级报表): a workbook with codes goes in and comes back filled."""
