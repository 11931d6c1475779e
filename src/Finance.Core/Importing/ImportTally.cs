namespace Finance.Core.Importing;

/// <summary>What became of the rows of the imports that this process finished. Safe to add to from several threads.</summary>
public sealed class ImportTally
{
    private readonly Lock _lock = new();
    private ImportCounts _rows;
    private long _imports;

    public (long Imports, ImportCounts Rows) Now
    {
        get
        {
            lock (_lock)
            {
                return (_imports, _rows);
            }
        }
    }

    internal void Count(ImportCounts rows)
    {
        lock (_lock)
        {
            (_imports, _rows) = (_imports + 1, _rows + rows);
        }
    }
}
