namespace AgentGateway.Posix;

/// <summary>Becoming another program, which .NET does not offer.</summary>
public static unsafe class Execution
{
    /// <summary>Returns only when the program cannot be started.</summary>
    /// <param name="program">The file to execute.</param>
    /// <param name="arguments">Including the program's own name, as <c>argv[0]</c>.</param>
    /// <param name="without">Variables that it does not inherit.</param>
    public static void Become(string program, string[] arguments, string[] without)
    {
        using var texts = new NativeTexts();
        foreach (var name in without) _ = Libc.RemoveVariable(name);
        // The runtime ignores SIGPIPE, and what is ignored stays so.
        Signals.EndOnBrokenPipe();
        _ = Libc.Execute(texts.Add(program), texts.AddList(arguments));
        Signals.IgnoreBrokenPipe();
    }
}
