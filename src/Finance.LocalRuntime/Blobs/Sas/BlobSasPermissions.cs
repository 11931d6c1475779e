namespace Azure.Storage.Sas;

[Flags]
public enum BlobSasPermissions
{
    Read = 1,
    Add = 2,
    Create = 4,
    Write = 8,
    Delete = 16,
    Tag = 32,
    DeleteBlobVersion = 64,
    List = 128,
    Move = 256,
    Execute = 512,
    All = ~0,
}

/// <summary>None lets the service decide, which allows both.</summary>
public enum SasProtocol
{
    None = 0,
    HttpsAndHttp = 1,
    Https = 2,
}
