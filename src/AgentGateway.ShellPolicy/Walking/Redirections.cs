using AgentGateway.ShellPolicy.Expansion;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Judging;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Walking;

/// <summary>Where a command's input comes from, and where what it prints goes.</summary>
internal sealed class Redirections(Expander expander, PathJudge paths, Findings findings)
{
    private static readonly string[] Connections = ["/dev/tcp/", "/dev/udp/"];

    public Redirected Follow(IReadOnlyList<ShellRedirection> redirections, ShellState state, ShellInput input)
    {
        List<string>? targets = null;
        foreach (var redirection in redirections)
        {
            if (redirection.Operator is "<<" or "<<-" or "<<<")
            {
                input = new(true, redirection.Body is { } body ? TextOf(body, state) : null);
                continue;
            }

            foreach (var target in expander.ExpandOne(redirection.Target!, state))
            {
                if (redirection.Operator is "<&" && target != "-") input = ShellInput.Unknown;
                if (redirection.Operator is ">&" or "<&" && (target == "-" || target.All(char.IsAsciiDigit))) continue;
                if (Connections.Any(connection => target.StartsWith(connection, StringComparison.Ordinal)))
                {
                    findings.Say("it opens a connection of its own");
                    if (!redirection.IsAside) targets ??= [];
                }
                else if (redirection.Operator is "<" or "<&")
                {
                    input = ShellInput.Unknown;
                    findings.RunsWritten(target, state, content => input = new(true, content));
                    paths.Touch(target, ShellPathUse.Read, state);
                    findings.Named.Add(target, state, runs: false);
                }
                else
                {
                    paths.Touch(target, ShellPathUse.Write, state);
                    if (!redirection.IsAside) (targets ??= []).Add(target);
                }
            }
        }

        return new(input, targets);
    }

    /// <summary>What is printed to a file is not printed, and stands in that file.</summary>
    public string? Keep(string? printed, Redirected redirected, ShellState state)
    {
        if (redirected.Targets is null) return printed;
        foreach (var target in redirected.Targets) findings.Files.Write(target, printed, state);
        return null;
    }

    private string TextOf(ShellWord body, ShellState state) =>
        string.Join(' ', expander.ExpandOne(body, state)).Replace(Marks.Split, ' ') + "\n";
}

/// <param name="Input">What the command finds on its input.</param>
/// <param name="Targets">Files that get what it prints; null when it is printed.</param>
internal sealed record Redirected(ShellInput Input, IReadOnlyList<string>? Targets);
