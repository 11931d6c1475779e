namespace Finance.Core.Importing.Reading.Evidence;

/// <summary>A setting that the evidence settles, or the question that it leaves open.</summary>
internal readonly record struct Settled<T>(T Value, string Because, OpenQuestion? Question = null)
{
    public static Settled<T> Open(OpenQuestion question) => new(default!, "", question);
}

internal static class Settled
{
    public const string ByCaller = "Chosen by the caller.";
}

/// <summary>Keeps the first few of something.</summary>
internal sealed class FirstFew<T>(int most = 5)
{
    private readonly List<T> _items = [];

    public IReadOnlyList<T> Items => _items;

    public long Count { get; private set; }

    public void Add(T item)
    {
        Count++;
        if (_items.Count < most)
        {
            _items.Add(item);
        }
    }
}
