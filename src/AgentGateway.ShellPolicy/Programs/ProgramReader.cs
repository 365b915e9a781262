using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Reads one command by what the table says of its program.</summary>
internal static class ProgramReader
{
    /// <returns>What it prints, where its words say it.</returns>
    public static string? Read(ProgramCall call, ProgramContext context)
    {
        var program = ProgramTable.Find(call.Name);
        if (program?.Read?.Invoke(call, context) is { } answer) return answer.Printed;
        if (program is { IsShell: true }) return Shells.Read(call, context);
        if (program is { Wraps: true }) return Wrappers.Read(program, call, context);
        if (program is not null)
        {
            if (program.Interprets || program.IsToldToRun(call.Words)) Interpreters.Read(call, context);
            if (program.RunsUntold(call.Words)) RunUntold(call, context);
            if (program.Reaches(call.Words) is { } why) context.Findings.Say(why);
            if (program is { Operands: { } role }) return KnownOperands.Read(program, role, call, context);
        }

        UnknownWords.Suspect(call.Words, call.State, context);
        return null;
    }

    private static void RunUntold(ProgramCall call, ProgramContext context)
    {
        context.Findings.SayNotUnderstood($"what {call.Name} runs, which its words do not say");
        foreach (var word in call.Arguments) ForeignCode.Read(word, call.State, context);
    }
}
