using Azure;

namespace Finance.LocalRuntime.Hosting;

internal static class StorageTrouble
{
    /// <summary>
    /// Whether an exception says that the account refused or could not be reached. After its last retry the pipeline throws all failures
    /// of the connection as one <see cref="AggregateException"/>.
    /// </summary>
    public static bool Is(Exception error) => error is RequestFailedException or AggregateException or IOException or HttpRequestException;
}
