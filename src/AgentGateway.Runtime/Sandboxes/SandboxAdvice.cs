using AgentGateway.Domain;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Tells a caller what the sandbox refused its command and how to ask for it, or that the sandbox may be why it failed.
/// Pure.
/// </summary>
internal static class SandboxAdvice
{
    /// <summary>What programs print when they meet the walls of a sandbox.</summary>
    private static readonly string[] Signs =
    [
        "Read-only file system", "EROFS", "Network is unreachable", "ENETUNREACH", "Could not resolve host",
        "name resolution", "Name or service not known", "EAI_AGAIN", "ENOTFOUND", "Connection refused",
        "ECONNREFUSED", "Operation not permitted", "EPERM", "Permission denied", "EACCES",
    ];

    private const int RefusalsShown = 3;

    /// <summary>
    /// Null where nothing was refused, and the command succeeded or nothing that it printed looks like a sandbox.
    /// </summary>
    /// <param name="refusals">What the egress proxy refused it.</param>
    public static string? Of(SandboxProfile profile, int? exitCode, string output, IReadOnlyList<Rejection> refusals)
    {
        if (refusals.Count > 0) return OfRefusals(refusals);
        if (profile == SandboxProfile.Open || exitCode == 0
            || !Signs.Any(sign => output.Contains(sign, StringComparison.Ordinal))) return null;
        return $"It ran in the sandbox \"{SandboxProfiles.NameOf(profile)}\": {Limits(profile)} "
            + $"If that is why it failed, call again with {More(profile)}sandbox \"open\" and a reason, which a person "
            + "approves.";
    }

    private static string OfRefusals(IReadOnlyList<Rejection> refusals)
    {
        var shown = string.Join(' ', refusals.Take(RefusalsShown).Select(refused => $"{refused.Message} {refused.Hint}"));
        return refusals.Count > RefusalsShown
            ? $"{shown} {refusals.Count - RefusalsShown} more hosts were refused."
            : shown;
    }

    private static string Limits(SandboxProfile profile) => profile switch
    {
        SandboxProfile.Read => "nothing can be written but temporary files, and there is no network.",
        SandboxProfile.Workspace => "only the workspace, its own home and temporary files can be written, what is "
            + "executed later without a question (such as .git/config) cannot, and there is no network.",
        _ => "only the workspace, its own home and temporary files can be written, and only hosts that were allowed "
            + "can be reached.",
    };

    private static string More(SandboxProfile profile) => profile switch
    {
        SandboxProfile.Read => "sandbox \"workspace\", with \"network\" for hosts that are allowed, or with ",
        SandboxProfile.Workspace => "sandbox \"network\" where it needs a host, or with ",
        _ => "",
    };
}
