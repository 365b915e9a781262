namespace AgentGateway.Terminal.Screen;

/// <summary>
/// The content of a string while it is collected. A longer one is cut at the limit.
/// </summary>
internal sealed class SequenceText
{
    /// <summary>
    /// Longer strings are ignored. Titles, links and notifications are far shorter; clipboards and pictures are not
    /// supported.
    /// </summary>
    public const int BytesMax = 8192;

    private readonly byte[] _bytes = new byte[BytesMax];
    private int _length;

    public bool IsTooLong { get; private set; }

    /// <summary>As much as is kept.</summary>
    public ReadOnlySpan<byte> Kept => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        IsTooLong = false;
    }

    public void Add(ReadOnlySpan<byte> more)
    {
        var kept = Math.Min(more.Length, BytesMax - _length);
        more[..kept].CopyTo(_bytes.AsSpan(_length));
        _length += kept;
        IsTooLong |= kept < more.Length;
    }
}
