using System.ComponentModel;
using AgentGateway.Domain;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Runs git for the daemon's own purposes: it never prompts, runs no hook and no monitor, takes no optional lock, and
/// prints its messages in English in every locale.
/// </summary>
/// <param name="isOffline">
/// It fetches nothing. A partial clone fetches what it misses with programs that its own settings name, so a repository
/// that no person has approved yet is looked at in this way.
/// </param>
internal sealed class Git(
    IReadOnlyDictionary<string, string> environment, TimeProvider time, bool isOffline = false)
{
    public const int OutputBytesUsual = 4 * 1024 * 1024;

    private const int NoSuchFile = 2;

    private static readonly TimeSpan LimitUsual = TimeSpan.FromSeconds(60);

    private static readonly string[] Quiet =
        ["--no-pager", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
            "-c", "gc.auto=0", "-c", "maintenance.auto=false"];

    private readonly Dictionary<string, string> _environment = new(
        SessionEnvironment.Build(
            environment,
            ["XDG_CONFIG_HOME"],
            isOffline ? new(Settings) { ["GIT_NO_LAZY_FETCH"] = "1", ["GIT_ALLOW_PROTOCOL"] = "none" } : Settings,
            new Dictionary<string, string>()).Variables);

    private static Dictionary<string, string> Settings => new()
    {
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_LITERAL_PATHSPECS"] = "0",
        ["GIT_ASKPASS"] = "/bin/false",
        ["SSH_ASKPASS"] = "/bin/false",
        ["LC_ALL"] = "C.UTF-8",
        ["LANGUAGE"] = "C",
        ["TERM"] = "dumb",
    };

    /// <summary>What git printed; refused as <c>git_failed</c>, with what it said, when it did not succeed.</summary>
    public async Task<Outcome<string>> OutputAsync(
        string directory, GitCall call, CancellationToken cancellationToken) =>
        (await RunAsync(directory, call, cancellationToken)).IsRejected(out var refused, out var result) ? refused
        : result.Succeeded ? result.Output
        : Failed(call, result);

    /// <summary>
    /// The first line of what git printed; null when it did not succeed, for questions that are answered so.
    /// </summary>
    public async Task<Outcome<string?>> AskAsync(string directory, GitCall call, CancellationToken cancellationToken)
    {
        if ((await RunAsync(directory, call, cancellationToken)).IsRejected(out var refused, out var result))
            return refused;
        return Outcome.Of(result.Succeeded ? result.Output.Split('\n')[0] : null);
    }

    /// <summary>How git ended; refused when it is missing or takes too long.</summary>
    public async Task<Outcome<GitResult>> RunAsync(string directory, GitCall call, CancellationToken cancellationToken)
    {
        var output = new OutputHead(call.OutputBytesMax);
        var error = new OutputTail(20, 2000, time);
        var variables = _environment;
        if (call.Variables is not null)
        {
            variables = new(variables);
            foreach (var (name, value) in call.Variables) variables[name] = value;
        }

        try
        {
            var end = await ProgramRun.RunAsync(
                new("git", [.. Quiet, .. call.Arguments], directory, variables, call.Limit
                    ?? LimitUsual, output, error, call.Input), time, cancellationToken);
            if (end.IsLate)
                return new Rejection(
                    "git_timed_out", $"git {call.Name} took longer than {(call.Limit ?? LimitUsual).TotalSeconds:0} s.",
                    "Try again; where the repository is that large, a person raises Workspaces:SetupSeconds.");
            return new GitResult(end.ExitCode, output.Text(), error.Text(), output.IsCut);
        }
        catch (Win32Exception failure) when (failure.NativeErrorCode == NoSuchFile && Directory.Exists(directory))
        {
            return new Rejection(
                "git_missing",
                "git is not installed, or not on the daemon's PATH.",
                "A person installs git. Workspaces of plain directories need none.");
        }
        catch (Win32Exception failure)
        {
            return new Rejection(
                "git_failed",
                $"git {call.Name} could not be started in {directory}: {failure.Message}",
                "See that the directory is there and may be used.");
        }
    }

    private static Rejection Failed(GitCall call, GitResult result) => new(
        "git_failed",
        $"git {call.Name} failed: {(result.Error.Length == 0 ? $"exit code {result.ExitCode}" : result.Error)}",
        "Correct in the repository what git says, and try again.");
}

/// <summary>A git command with its arguments, and what is unusual about it.</summary>
internal sealed record GitCall(params IReadOnlyList<string> Arguments)
{
    /// <summary>Null for a minute.</summary>
    public TimeSpan? Limit { get; init; }

    public int OutputBytesMax { get; init; } = Git.OutputBytesUsual;

    public string? Input { get; init; }

    /// <summary>Beside the usual environment.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>The git command, for messages.</summary>
    public string Name => Arguments.FirstOrDefault(argument => !argument.StartsWith('-')) ?? "";
}

/// <param name="Error">The last lines of its error output.</param>
/// <param name="IsCut">It printed more than was wanted and was ended for it.</param>
internal sealed record GitResult(int ExitCode, string Output, string Error, bool IsCut)
{
    public bool Succeeded => ExitCode == 0 || IsCut;
}
