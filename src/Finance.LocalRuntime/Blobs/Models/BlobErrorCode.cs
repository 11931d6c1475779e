using System.ComponentModel;

namespace Azure.Storage.Blobs.Models;

/// <summary>
/// Codes of the blob service (<see href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes"/>),
/// comparable with <see cref="RequestFailedException.ErrorCode"/>.
/// </summary>
public readonly struct BlobErrorCode : IEquatable<BlobErrorCode>
{
    private readonly string _value;

    public BlobErrorCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    public static BlobErrorCode AuthenticationFailed { get; } = new("AuthenticationFailed");

    public static BlobErrorCode AuthorizationFailure { get; } = new("AuthorizationFailure");

    public static BlobErrorCode AuthorizationPermissionMismatch { get; } = new("AuthorizationPermissionMismatch");

    public static BlobErrorCode BlobAlreadyExists { get; } = new("BlobAlreadyExists");

    public static BlobErrorCode BlobNotFound { get; } = new("BlobNotFound");

    public static BlobErrorCode ConditionNotMet { get; } = new("ConditionNotMet");

    public static BlobErrorCode ContainerAlreadyExists { get; } = new("ContainerAlreadyExists");

    public static BlobErrorCode ContainerBeingDeleted { get; } = new("ContainerBeingDeleted");

    public static BlobErrorCode ContainerNotFound { get; } = new("ContainerNotFound");

    public static BlobErrorCode InvalidRange { get; } = new("InvalidRange");

    public static BlobErrorCode InvalidResourceName { get; } = new("InvalidResourceName");

    public static BlobErrorCode LeaseAlreadyPresent { get; } = new("LeaseAlreadyPresent");

    public static BlobErrorCode LeaseIdMissing { get; } = new("LeaseIdMissing");

    public static BlobErrorCode OperationTimedOut { get; } = new("OperationTimedOut");

    public static BlobErrorCode ResourceNotFound { get; } = new("ResourceNotFound");

    public static BlobErrorCode ServerBusy { get; } = new("ServerBusy");

    public static BlobErrorCode UnauthorizedBlobOverwrite { get; } = new("UnauthorizedBlobOverwrite");

    public static bool operator ==(BlobErrorCode left, BlobErrorCode right) => left.Equals(right);

    public static bool operator !=(BlobErrorCode left, BlobErrorCode right) => !left.Equals(right);

    public static bool operator ==(BlobErrorCode code, string? value) => code.Equals(value);

    public static bool operator !=(BlobErrorCode code, string? value) => !code.Equals(value);

    public static bool operator ==(string? value, BlobErrorCode code) => code.Equals(value);

    public static bool operator !=(string? value, BlobErrorCode code) => !code.Equals(value);

    public static implicit operator BlobErrorCode(string value) => new(value);

    public bool Equals(BlobErrorCode other) => Equals(other._value);

    // Codes in answers differ in case between versions of the service.
    public bool Equals(string? value) => value is not null && string.Equals(_value, value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is BlobErrorCode other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    public override string ToString() => _value;
}
