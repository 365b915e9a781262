namespace AgentGateway.Runtime.Principals;

/// <summary>
/// Where the process behind a caller stands: inside, when it descends from the daemon or runs in one of its terminals.
/// It is found out when a right depends on it, because that takes longer than most calls do.
/// </summary>
public sealed class CallerOrigin
{
    public static readonly CallerOrigin Outside = new(() => false);
    public static readonly CallerOrigin Inside = new(() => true);

    private readonly Lazy<bool> _isInside;

    private CallerOrigin(Func<bool> isInside) => _isInside = new(isInside);

    /// <summary>Whether the process is inside, or cannot be shown to be outside.</summary>
    public bool IsInside => _isInside.Value;

    /// <summary>As that tells, once it is asked.</summary>
    public static CallerOrigin Of(Func<bool> isInside) => new(isInside);
}
