using System.Globalization;

namespace AgentGateway.Runtime.Tools;

/// <summary>Which characters of a long text a call asks for.</summary>
/// <param name="Offset">0 or more.</param>
/// <param name="Limit">1 or more.</param>
internal readonly record struct TextRange(int Offset, int Limit)
{
    private const int LimitDefault = 20_000;
    private const int LimitMax = 100_000;

    public static readonly ToolArgument<long> OffsetArgument = ToolArgument.Count(
        "offset", "Begin at this character; 0 by default.");

    public static readonly ToolArgument<long> LimitArgument = ToolArgument.Count(
        "limit",
        string.Create(
            CultureInfo.InvariantCulture,
            $"At most so many characters; {LimitDefault} by default, {LimitMax} at most."));

    public static TextRange Of(CallArguments arguments) => new(
        (int)Math.Clamp(arguments.Count(OffsetArgument) ?? 0, 0, int.MaxValue - LimitMax),
        (int)Math.Clamp(arguments.Count(LimitArgument) ?? LimitDefault, 1, LimitMax));
}
