using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs of which it is known what they do with the words behind their options.</summary>
internal static class KnownOperands
{
    public static string? Read(KnownProgram program, PathRole role, ProgramCall call, ProgramContext context)
    {
        var (operands, values) = program.Options.Divide(call.Arguments);
        foreach (var (value, use) in values)
        {
            if (use is { } sure) context.Paths.Touch(value, sure, call.State);
            else context.Paths.Mention(value, call.State);
        }

        var recursive = call.Gives("-r") || call.Gives("-R") || call.Gives("--recursive");
        var target = values.Any(value => value.Use == ShellPathUse.Write) ? -1 : operands.Count - 1;
        for (var index = BeginsWithText(role, call) ? 1 : 0; index < operands.Count; index++)
        {
            if (UseOf(role, isTarget: index == target && index > 0) is not { } use) continue;
            var operand = operands[index];
            if (recursive && role == PathRole.Write)
                context.Paths.Sweep(() => context.Paths.Touch(operand, use, call.State, whole: true));
            else context.Paths.Touch(operand, use, call.State, whole: recursive || role == PathRole.MoveThenWrite);
        }

        if (call.Name == "chmod" && call.Words.Any(word => word.Contains("+s", StringComparison.Ordinal)))
            context.Findings.Say("it lets a program run as its owner");
        return PrintedText.Of(call, operands, context);
    }

    /// <summary>Whether the first operand is no path; a pattern may also stand behind an option.</summary>
    private static bool BeginsWithText(PathRole role, ProgramCall call) =>
        role == PathRole.TextThenWrite || (role == PathRole.TextThenRead && !call.Gives("-e") && !call.Gives("-f"));

    private static ShellPathUse? UseOf(PathRole role, bool isTarget) => role switch
    {
        PathRole.Text => null,
        PathRole.Read or PathRole.TextThenRead => ShellPathUse.Read,
        PathRole.Write or PathRole.TextThenWrite => ShellPathUse.Write,
        PathRole.Delete => ShellPathUse.Delete,
        _ when isTarget => ShellPathUse.Write,
        PathRole.MoveThenWrite => ShellPathUse.Delete,
        _ => ShellPathUse.Read,
    };
}
