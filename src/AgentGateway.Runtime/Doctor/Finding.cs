namespace AgentGateway.Runtime.Doctor;

/// <summary>One result of a check, as <c>agw doctor</c> tells it.</summary>
/// <param name="Status">ok, warn or fail; fixed for what <c>--fix</c> has just put right.</param>
/// <param name="Hint">The next step; null where there is none.</param>
public sealed record Finding(string Check, string Status, string Message, string? Hint = null)
{
    public static Finding Ok(string check, string message) => new(check, "ok", message);

    public static Finding Fixed(string check, string message) => new(check, "fixed", message);

    public static Finding Warn(string check, string message, string hint) => new(check, "warn", message, hint);

    public static Finding Fail(string check, string message, string? hint) => new(check, "fail", message, hint);
}
