namespace AgentGateway.Posix;

/// <summary>Becoming another program, which .NET does not offer.</summary>
internal static unsafe class Execution
{
    /// <summary>Returns only when the program cannot be started.</summary>
    /// <param name="without">Variables that it does not inherit.</param>
    public static void Become(string program, string[] arguments, string[] without)
    {
        using var texts = new NativeTexts();
        foreach (var name in without) _ = Libc.RemoveVariable(name);
        // The runtime ignores it, and what is ignored stays so.
        Spawn.HandleSignal(Spawn.PipeSignal, Spawn.DefaultHandling);
        _ = Libc.Execute(texts.Add(program), texts.AddList(arguments));
        Spawn.HandleSignal(Spawn.PipeSignal, Spawn.IgnoreSignal);
    }
}
