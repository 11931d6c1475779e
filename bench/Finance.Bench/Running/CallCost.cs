using Finance.Core.Storage;

namespace Finance.Bench.Running;

/// <summary>What one request asked of the store.</summary>
internal readonly record struct CallCost(int Calls, long Rows)
{
    /// <summary>Runs a request while nothing else uses the app.</summary>
    internal static async Task<CallCost> OfAsync(StorageCalls calls, Func<Task> request)
    {
        var (callsBefore, rowsBefore) = (calls.Total, calls.RowsRead);
        await request();
        return new CallCost(calls.Total - callsBefore, calls.RowsRead - rowsBefore);
    }

    internal CallCost AtLeast(CallCost other) => new(Math.Max(Calls, other.Calls), Math.Max(Rows, other.Rows));
}
