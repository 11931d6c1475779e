using System.Text;
using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

/// <summary>
/// Writes an entity group transaction as one <c>multipart/mixed</c> body
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions"/>).
/// </summary>
internal sealed class TransactionBody
{
    // A dozen properties a row: the usual batch of 100 grows once or never.
    private const int InitialCapacity = 64 * 1024;

    private readonly string _address;
    private readonly byte[] _changesetBoundary;

    private TransactionBody(string endpoint, string tableName, byte[] changesetBoundary)
    {
        _address = string.Concat(endpoint, "/", tableName);
        _changesetBoundary = changesetBoundary;
    }

    /// <returns>The body and its content type.</returns>
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    public static (PooledBuffer Content, string ContentType) Create(
        string endpoint, string tableName, IEnumerable<TableTransactionAction> actions)
    {
        var batch = Guid.NewGuid().ToString();
        var changeset = Encoding.ASCII.GetBytes("changeset_" + Guid.NewGuid());
        var content = new PooledBuffer(InitialCapacity);
        try
        {
            new TransactionBody(endpoint, tableName, changeset).Write(content, batch, actions);
            return (content, "multipart/mixed; boundary=batch_" + batch);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private void Write(PooledBuffer to, string batch, IEnumerable<TableTransactionAction> actions)
    {
        to.Write("--batch_"u8);
        to.WriteAscii(batch);
        to.Write("\r\nContent-Type: multipart/mixed; boundary="u8);
        to.Write(_changesetBoundary);
        to.Write("\r\n\r\n"u8);

        var any = false;
        using (var entities = new EntityWriter(to))
        {
            foreach (var action in actions)
            {
                any = true;
                WriteAction(to, entities, action);
            }
        }

        if (!any)
            throw new InvalidOperationException("Cannot submit a transaction without actions.");
        to.Write("--"u8);
        to.Write(_changesetBoundary);
        to.Write("--\r\n\r\n--batch_"u8);
        to.WriteAscii(batch);
        to.Write("--\r\n"u8);
    }

    private void WriteAction(PooledBuffer to, EntityWriter entities, TableTransactionAction action)
    {
        to.Write("--"u8);
        to.Write(_changesetBoundary);
        to.Write("\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8);
        to.Write(action.ActionType switch
        {
            TableTransactionActionType.Add => "POST "u8,
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH "u8,
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT "u8,
            TableTransactionActionType.Delete => "DELETE "u8,
            _ => throw new InvalidOperationException("Unknown request type."),
        });
        to.WriteAscii(_address);
        if (action.ActionType != TableTransactionActionType.Add)
            WriteKeys(to, action.Entity);
        to.Write(" HTTP/1.1\r\nDataServiceVersion: 3.0\r\nAccept: application/json\r\n"u8);
        WriteCondition(to, action);
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            to.Write("\r\n\r\n"u8);
            return;
        }

        if (action.ActionType == TableTransactionActionType.Add)
            to.Write("Prefer: return-no-content\r\n"u8);
        to.Write("Content-Type: application/json\r\n\r\n"u8);
        entities.Write(action.Entity);
        to.Write("\r\n"u8);
    }

    private static void WriteKeys(PooledBuffer to, ITableEntity entity)
    {
        TableRequests.RequireKeys(entity, "transactionActions");
        to.Write("(PartitionKey='"u8);
        PercentEncoding.Key(entity.PartitionKey, to);
        to.Write("',RowKey='"u8);
        PercentEncoding.Key(entity.RowKey, to);
        to.Write("')"u8);
    }

    // An update without an ETag carries no condition, which the service takes for an upsert: so does the real client.
    private static void WriteCondition(PooledBuffer to, TableTransactionAction action)
    {
        var isDelete = action.ActionType == TableTransactionActionType.Delete;
        var isUpdate = action.ActionType is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace;
        if (!isDelete && (!isUpdate || action.ETag == default))
            return;
        to.Write("If-Match: "u8);
        to.WriteAscii(action.ETag == default ? "*" : action.ETag.ToString());
        to.Write("\r\n"u8);
    }
}
