namespace Azure.Storage.Blobs.Models;

/// <summary>Conditions on the ETag and the age of a blob; not meeting one is 412, or 304 for a read.</summary>
public class BlobLeaseRequestConditions : RequestConditions
{
    /// <summary>A condition on the blob's index tags, in the service's own SQL form.</summary>
    public string? TagConditions { get; set; }
}

/// <summary>Conditions that may also name the lease under which the blob is changed.</summary>
public class BlobRequestConditions : BlobLeaseRequestConditions
{
    public string? LeaseId { get; set; }
}
