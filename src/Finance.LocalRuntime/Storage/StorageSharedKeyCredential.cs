using Finance.LocalRuntime.Storage;

namespace Azure.Storage;

/// <summary>The account name and key that sign requests to the blob and queue services.</summary>
public class StorageSharedKeyCredential
{
    /// <exception cref="FormatException"><paramref name="accountKey"/> is not Base64.</exception>
    public StorageSharedKeyCredential(string accountName, string accountKey)
        : this(new AccountKey(accountName, accountKey))
    {
    }

    internal StorageSharedKeyCredential(AccountKey key) => Key = key;

    public string AccountName => Key.AccountName;

    internal AccountKey Key { get; }

    public void SetAccountKey(string accountKey) => Key.Rotate(accountKey);
}
