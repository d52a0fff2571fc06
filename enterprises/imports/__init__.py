"""The list of enterprises (辖区企业) on its way in: its headings, and holding it against what is kept."""
