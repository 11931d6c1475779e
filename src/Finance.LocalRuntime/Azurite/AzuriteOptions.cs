namespace Finance.LocalRuntime.Azurite;

/// <summary>How to start Azurite.</summary>
public sealed class AzuriteOptions
{
    /// <summary>0 for any free port; likewise the other two.</summary>
    public int BlobPort { get; init; }

    public int QueuePort { get; init; }

    public int TablePort { get; init; }

    /// <summary>Where its files are kept; created when absent. Null keeps everything in memory.</summary>
    public string? DataFolder { get; init; }

    public string AccountName { get; init; } = StorageEmulator.DefaultAccount;

    /// <summary>Base64.</summary>
    public string AccountKey { get; init; } = StorageEmulator.DefaultKey;

    /// <summary>How long it may take to listen, its installation not counted.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
