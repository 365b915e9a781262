using System.Text;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// Finds out whether bubblewrap is installed and works here: many systems forbid the namespaces that it needs.
/// </summary>
public static class BwrapProbe
{
    private const string Proof = "agw-sandbox-works";

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <summary>Looks where the given PATH leads; null when it is not installed.</summary>
    public static string? FindProgram(string? path) =>
        (string.IsNullOrEmpty(path) ? "/usr/local/bin:/usr/bin:/bin" : path).Split(
            ':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, "bwrap")).FirstOrDefault(File.Exists);

    /// <summary>
    /// Runs a program inside a sandbox like that of a session, in a terminal of <paramref name="backend"/>. Null when
    /// it works; otherwise why not (<c>sandbox_unusable</c>), or why that is not known (<c>sandbox_unknown</c>).
    /// </summary>
    public static async Task<Refusal?> RunAsync(
        string programPath, ITerminalBackend backend, string name, CancellationToken cancellationToken)
    {
        // Process 1 of its own namespace is what proves that there is one.
        var request = BwrapCommand.Wrap(
            new TerminalRequest
            {
                Name = name,
                Program = "/bin/sh",
                Arguments = ["-c", $"test \"$(ls -d /proc/[0-9]* | wc -l)\" -lt 10 && echo {Proof}"],
                Directory = "/",
                Environment = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin" },
            }, new BwrapOptions(programPath, [], []));
        var outcome = await backend.CreateAsync(request, cancellationToken);
        if (outcome is not TerminalOutcome.Ready { Terminal: var terminal })
            return ((TerminalOutcome.Refused)outcome).Refusal;
        await using (terminal)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Wait);
            var said = await ReadAllAsync(terminal, limit.Token);
            cancellationToken.ThrowIfCancellationRequested();
            if (said is null) return Unknown;
            return said.Contains(Proof, StringComparison.Ordinal)
                ? null
                : Unusable(said.Length > 0 ? said : "it said nothing");
        }
    }

    /// <summary>Null: it did not end in time.</summary>
    private static async Task<string?> ReadAllAsync(ITerminal terminal, CancellationToken cancellationToken)
    {
        const int BytesMax = 4096;
        var buffer = new byte[BytesMax];
        var length = 0;
        try
        {
            while (length < BytesMax
                && await terminal.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var count)
                length += count;
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }

    public static Refusal Missing =>
        new("sandbox_missing", "bubblewrap (bwrap) is not installed.",
            "Install the package bubblewrap, or start the session with sandbox 'none'.");

    /// <summary>On a very busy machine a try that takes too long does not tell whether the sandbox works.</summary>
    private static Refusal Unknown =>
        new("sandbox_unknown", $"bubblewrap was tried and had not ended after {Wait.TotalSeconds:0} s.",
            "Try again when the machine is less busy.");

    private static Refusal Unusable(string said) =>
        new("sandbox_unusable", $"bubblewrap does not work here: {said}.",
            "Allow unprivileged user namespaces (kernel.unprivileged_userns_clone, AppArmor), "
            + "or start the session with sandbox 'none'.");
}
