using Azure;
using Azure.Data.Tables;
using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>Rows of the port as entities of the client, and back.</summary>
internal static class RowMapping
{
    /// <param name="isWhole">Whether the entity has all its properties; a part of a row carries no version.</param>
    public static Row ToRow(string table, TableEntity entity, bool isWhole)
    {
        var key = StoredKey.Read(table, entity.PartitionKey, entity.RowKey);
        var row = new Row(entity.PartitionKey, key, entity.Count) { ETag = isWhole ? entity.ETag.ToString() : null };
        foreach (var (name, value) in entity)
        {
            if (!IsOfTheStore(name))
            {
                row.SetObject(name, value is BinaryData binary ? binary.ToArray() : value);
            }
        }

        return row;
    }

    public static TableTransactionAction[] ToActions(string table, Batch batch)
    {
        var actions = new TableTransactionAction[batch.Changes.Count];
        for (var index = 0; index < actions.Length; index++)
        {
            var (kind, row, version) = batch.Changes[index];
            var etag = version is null ? ETag.All : new ETag(version);
            actions[index] = kind switch
            {
                RowChangeKind.Add => new TableTransactionAction(TableTransactionActionType.Add, ToEntity(table, row)),
                RowChangeKind.Put => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToEntity(table, row)),
                RowChangeKind.Replace => new TableTransactionAction(TableTransactionActionType.UpdateReplace, ToEntity(table, row), etag),
                _ => new TableTransactionAction(TableTransactionActionType.Delete, Named(table, row), etag),
            };
        }

        return actions;
    }

    private static TableEntity ToEntity(string table, Row row)
    {
        var entity = Named(table, row);
        foreach (var (name, value) in row.Properties)
        {
            entity.Add(name, value);
        }

        return entity;
    }

    private static TableEntity Named(string table, Row row) => new(row.Partition, StoredKey.Of(table, row.Partition, row.Key));

    private static bool IsOfTheStore(string name) =>
        name is "PartitionKey" or "RowKey" or "Timestamp" || name.StartsWith("odata.", StringComparison.Ordinal);
}
