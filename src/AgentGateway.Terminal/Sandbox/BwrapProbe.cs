using System.ComponentModel;
using System.Diagnostics;
using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// Finds out whether bubblewrap is installed and works here: many systems forbid the namespaces that it needs.
/// </summary>
public static class BwrapProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Looks where the given PATH leads; null when it is not installed.</summary>
    public static string? FindProgram(string? path) => SearchPath.Find("bwrap", path);

    /// <summary>
    /// Runs a program that does nothing in the strictest sandbox there is, and waits for it: some ten milliseconds, ten
    /// seconds at most. Null when it works; otherwise why not.
    /// </summary>
    public static Refusal? Run(string programPath) => Run(programPath, new SandboxMount.Empty("/tmp"));

    /// <summary>
    /// Whether it makes a <see cref="SandboxMount.Closed"/> directory, tried in the same way where the other sandbox
    /// works: bubblewrap before 0.5 does not know the option.
    /// </summary>
    public static bool Closes(string programPath) => Run(programPath, new SandboxMount.Closed("/tmp")) is null;

    private static Refusal? Run(string programPath, SandboxMount mount)
    {
        var plan = new SandboxPlan(
            programPath,
            [
                new SandboxMount.ReadOnly("/", "/"), new SandboxMount.Devices(), new SandboxMount.Processes(), mount,
            ]);
        var start = new ProcessStartInfo(programPath)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var word in BwrapCommand.Arguments(plan)) start.ArgumentList.Add(word);
        start.ArgumentList.Add("--");
        start.ArgumentList.Add("/bin/true");
        try
        {
            using var process = Process.Start(start)!;
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return Unusable($"it had not ended after {Limit.TotalSeconds:0} s");
            }

            return process.ExitCode == 0 ? null : Unusable(process.StandardError.ReadToEnd().Trim());
        }
        catch (Win32Exception failure)
        {
            return Unusable(failure.Message);
        }
    }

    public static Refusal Missing =>
        new("sandbox_missing", "bubblewrap (bwrap) is not installed.",
            "Install the package bubblewrap; until then every command runs without a sandbox, and a person is asked.");

    private static Refusal Unusable(string said) =>
        new("sandbox_unusable", $"bubblewrap does not work here: {(said.Length > 0 ? said : "it said nothing")}.",
            "Allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1, or an AppArmor profile for "
            + "bwrap); until then every command runs without a sandbox, and a person is asked.");
}
