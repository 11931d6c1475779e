using Finance.Core.Storage;

namespace Finance.Functions.Storage;

/// <summary>What the request at hand has asked of the store so far, wherever in its flow that is.</summary>
internal static class RequestCost
{
    private static readonly AsyncLocal<StorageCalls?> Calls = new();

    /// <summary>Null outside of a request.</summary>
    internal static StorageCalls? Current => Calls.Value;

    /// <summary>Counts all that is asked of the store from here on down.</summary>
    internal static StorageCalls Begin() => Calls.Value = new StorageCalls();
}
