namespace Finance.Bench.Running;

/// <summary>Tells whoever waits what is going on, apart from the results.</summary>
internal static class Progress
{
    internal static void Say(string what) => Console.Error.WriteLine($"[{TimeProvider.System.GetUtcNow():HH:mm:ss}] {what}");
}
