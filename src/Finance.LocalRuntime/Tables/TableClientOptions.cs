using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Transport, retries and diagnostics of a table client.</summary>
public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        if (serviceVersion != ServiceVersion.V2020_12_06)
            throw new ArgumentOutOfRangeException(nameof(serviceVersion));
    }

    public enum ServiceVersion
    {
        V2020_12_06 = 2,
    }
}
