namespace Finance.Core.Importing.Reading.Evidence;

/// <summary>
/// Follows a balance column: whether each balance is the one before plus the amount, downwards or upwards through the file.
/// </summary>
internal sealed class BalanceChain
{
    private decimal? _amount;
    private decimal? _balance;

    /// <summary>Pairs of neighbouring rows that could be compared.</summary>
    public long Links { get; private set; }

    /// <summary>Pairs that add up when rows run from old to new.</summary>
    public long Downwards { get; private set; }

    /// <summary>Pairs that add up when rows run from new to old.</summary>
    public long Upwards { get; private set; }

    /// <summary>Pairs that add up in the better direction.</summary>
    public long Hits => Math.Max(Downwards, Upwards);

    /// <summary>Banks leave a row out now and then; more breaks than one in twenty are another way of counting.</summary>
    public bool Holds => Links > 0 && Hits * 20 >= Links * 19;

    public RowOrder? Order => !Holds || Downwards == Upwards ? null : Downwards > Upwards ? RowOrder.OldestFirst : RowOrder.NewestFirst;

    public void Add(decimal? amount, decimal? balance)
    {
        if (amount is not null && balance is not null && _amount is not null && _balance is not null && (amount != 0 || _amount != 0))
        {
            Links++;
            Downwards += _balance + amount == balance ? 1 : 0;
            Upwards += balance + _amount == _balance ? 1 : 0;
        }

        _amount = amount;
        _balance = balance;
    }
}
