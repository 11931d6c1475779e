namespace Azure.Data.Tables;

public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>Set by the service; ignored on writes.</summary>
    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
