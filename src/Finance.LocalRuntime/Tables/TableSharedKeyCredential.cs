using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

/// <summary>The account name and key that sign requests to the table service.</summary>
public class TableSharedKeyCredential
{
    /// <exception cref="FormatException"><paramref name="accountKey"/> is not Base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey) => Key = new AccountKey(accountName, accountKey);

    public string AccountName => Key.AccountName;

    internal AccountKey Key { get; }

    public void SetAccountKey(string accountKey) => Key.Rotate(accountKey);
}
