"""The relations of the record types as DuckDB SQL, one file a type; they run without Goldsmith, too."""
