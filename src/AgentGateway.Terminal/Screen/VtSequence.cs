namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The header of an escape sequence while it is collected and when it is dispatched. One instance is used again and
/// again.
/// </summary>
internal sealed class VtSequence
{
    public const int Missing = -1;
    private const int ParametersMax = 32;
    private const int IntermediatesMax = 3;
    private const int ValueMax = 0xffff;
    private readonly int[] _values = new int[ParametersMax];
    private readonly bool[] _sub = new bool[ParametersMax];
    private int _intermediates;

    /// <summary>Nothing, or one of &lt; = &gt; ? where private sequences begin.</summary>
    public byte Prefix { get; private set; }

    /// <summary>The intermediate bytes, the first one highest; 0 is none.</summary>
    public int Intermediates { get; private set; }

    public byte Final { get; set; }

    /// <summary>How many parameters there are, sub-parameters counted; none differs from one that is missing.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// There were more parameters or intermediates than any known sequence has; such a sequence is not obeyed.
    /// </summary>
    public bool TooLong { get; private set; }

    /// <summary>A colon was among the parameters, which only the graphic rendition gives a meaning to.</summary>
    public bool HasSub { get; private set; }

    public void Clear()
    {
        Prefix = 0;
        Intermediates = 0;
        _intermediates = 0;
        Final = 0;
        Count = 0;
        TooLong = false;
        HasSub = false;
    }

    public void SetPrefix(byte prefix) => Prefix = prefix;

    public void AddIntermediate(byte value)
    {
        if (_intermediates == IntermediatesMax)
            TooLong = true;
        else
        {
            _intermediates++;
            Intermediates = (Intermediates << 8) | value;
        }
    }

    public void AddDigit(byte digit)
    {
        if (Count == 0)
            Open(sub: false);
        ref var value = ref _values[Count - 1];
        value = Math.Min((value == Missing ? 0 : value * 10) + digit - '0', ValueMax);
    }

    /// <summary>A semicolon or, for a sub-parameter, a colon.</summary>
    public void AddSeparator(bool sub)
    {
        if (Count == 0)
            Open(sub: false);
        Open(sub);
    }

    /// <summary>Whether the parameter was joined to the one before it by a colon.</summary>
    public bool IsSub(int index) => index < Count && _sub[index];

    /// <summary>The parameter as it stood, or <see cref="Missing"/>.</summary>
    public int Raw(int index) => index < Count ? _values[index] : Missing;

    /// <summary>The parameter, or <paramref name="missing"/> where there is none.</summary>
    public int Get(int index, int missing) => Raw(index) is var value && value == Missing ? missing : value;

    /// <summary>A count or a position, for which 0 means 1.</summary>
    public int Positive(int index) => Math.Max(1, Get(index, 1));

    private void Open(bool sub)
    {
        if (Count == ParametersMax)
        {
            TooLong = true;
            return;
        }

        HasSub |= sub;
        _sub[Count] = sub;
        _values[Count++] = Missing;
    }
}
