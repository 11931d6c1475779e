using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Finance.LocalRuntime.Storage;

namespace Azure.Storage.Sas;

/// <summary>Signs an address that gives whoever has it certain rights on a blob, or on the blobs of a container, for a while.</summary>
public class BlobSasBuilder
{
    private static readonly (BlobSasPermissions Permission, char Letter)[] Letters =
    [
        (BlobSasPermissions.Read, 'r'),
        (BlobSasPermissions.Add, 'a'),
        (BlobSasPermissions.Create, 'c'),
        (BlobSasPermissions.Write, 'w'),
        (BlobSasPermissions.Delete, 'd'),
        (BlobSasPermissions.DeleteBlobVersion, 'x'),
        (BlobSasPermissions.List, 'l'),
        (BlobSasPermissions.Tag, 't'),
        (BlobSasPermissions.Move, 'm'),
        (BlobSasPermissions.Execute, 'e'),
    ];

    public BlobSasBuilder(BlobSasPermissions permissions, DateTimeOffset expiresOn)
    {
        ExpiresOn = expiresOn;
        SetPermissions(permissions);
    }

    public string? BlobContainerName { get; set; }

    /// <summary>Null or empty for all blobs of the container.</summary>
    public string? BlobName { get; set; }

    /// <summary>"b" for a blob, "c" for a container; set when signing.</summary>
    public string? Resource { get; set; }

    public SasProtocol Protocol { get; set; }

    /// <summary>The default is at once.</summary>
    public DateTimeOffset StartsOn { get; set; }

    public DateTimeOffset ExpiresOn { get; set; }

    public string Permissions { get; private set; } = "";

    public void SetPermissions(BlobSasPermissions permissions)
    {
        var letters = new StringBuilder();
        foreach (var (permission, letter) in Letters)
        {
            if (permissions.HasFlag(permission))
                letters.Append(letter);
        }

        Permissions = letters.ToString();
    }

    /// <summary>Signs with the account's key.</summary>
    public BlobSasQueryParameters ToSasQueryParameters(StorageSharedKeyCredential sharedKeyCredential)
    {
        ArgumentNullException.ThrowIfNull(sharedKeyCredential);
        EnsureComplete();

        // https://learn.microsoft.com/rest/api/storageservices/create-service-sas#version-2020-12-06-and-later
        var stringToSign = string.Join(
            '\n',
            Permissions,
            BlobRequests.SasTime(StartsOn),
            BlobRequests.SasTime(ExpiresOn),
            CanonicalName(sharedKeyCredential.AccountName),
            "", // stored access policy
            "", // address range
            ProtocolText,
            StorageDialect.Blob.Version,
            Resource,
            "", // snapshot
            "", // encryption scope
            "\n\n\n\n"); // Cache-Control, Content-Disposition, -Encoding, -Language, -Type of the answer
        return Signed(sharedKeyCredential.Key.Sign(stringToSign), []);
    }

    /// <summary>Signs with a key that <see cref="BlobServiceClient.GetUserDelegationKeyAsync"/> gave.</summary>
    public BlobSasQueryParameters ToSasQueryParameters(UserDelegationKey userDelegationKey, string accountName)
    {
        ArgumentNullException.ThrowIfNull(userDelegationKey);
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        EnsureComplete();

        (string Name, string Value)[] keyParameters =
        [
            ("skoid", userDelegationKey.SignedObjectId),
            ("sktid", userDelegationKey.SignedTenantId),
            ("skt", BlobRequests.SasTime(userDelegationKey.SignedStartsOn)),
            ("ske", BlobRequests.SasTime(userDelegationKey.SignedExpiresOn)),
            ("sks", userDelegationKey.SignedService),
            ("skv", userDelegationKey.SignedVersion),
        ];

        // https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas#version-2020-12-06-and-later
        var stringToSign = string.Join(
            '\n',
            Permissions,
            BlobRequests.SasTime(StartsOn),
            BlobRequests.SasTime(ExpiresOn),
            CanonicalName(accountName),
            string.Join('\n', keyParameters.Select(parameter => parameter.Value)),
            "", // authorized object id
            "", // unauthorized object id
            "", // correlation id
            "", // address range
            ProtocolText,
            StorageDialect.Blob.Version,
            Resource,
            "", // snapshot
            "", // encryption scope
            "\n\n\n\n"); // Cache-Control, Content-Disposition, -Encoding, -Language, -Type of the answer
        return Signed(AccountKey.Sign(Convert.FromBase64String(userDelegationKey.Value), stringToSign), keyParameters);
    }

    private string? ProtocolText => Protocol switch
    {
        SasProtocol.HttpsAndHttp => "https,http",
        SasProtocol.Https => "https",
        _ => null,
    };

    private BlobSasQueryParameters Signed(string signature, (string Name, string Value)[] keyParameters) => new(
    [
        ("sv", StorageDialect.Blob.Version),
        ("spr", ProtocolText),
        ("st", BlobRequests.SasTime(StartsOn)),
        ("se", BlobRequests.SasTime(ExpiresOn)),
        .. keyParameters,
        ("sr", Resource),
        ("sp", Permissions),
        ("sig", signature),
    ]);

    // The name as the service decodes it: not percent-encoded, and with its backslashes turned as the service turns them.
    private string CanonicalName(string accountName) => string.IsNullOrEmpty(BlobName)
        ? $"/blob/{accountName}/{BlobContainerName}"
        : $"/blob/{accountName}/{BlobContainerName}/{BlobName.Replace('\\', '/')}";

    private void EnsureComplete()
    {
        if (ExpiresOn == default)
            throw new InvalidOperationException($"A shared access signature needs {nameof(ExpiresOn)}.");
        if (Permissions.Length == 0)
            throw new InvalidOperationException($"A shared access signature needs {nameof(Permissions)}.");
        Resource = string.IsNullOrEmpty(BlobName) ? "c" : "b";
    }
}
