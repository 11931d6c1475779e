using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>The service refused a transaction as a whole because of one of its operations; nothing was written.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    internal const string IndexDataKey = "FailedEntity";

    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data[key] = requestFailedException.Data[key];
        if (int.TryParse(Data[IndexDataKey] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    /// <summary>The position of the operation in the list submitted; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
