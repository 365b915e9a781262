using AgentGateway.ShellPolicy.State;

namespace AgentGateway.ShellPolicy.Entries;

/// <summary>Reads commands that stand inside of a command. The walker gives these ways back to itself.</summary>
/// <param name="Run">
/// Reads the words of a command that certainly, or where it is wrapped perhaps, runs; answers what it prints.
/// </param>
/// <param name="Script">Reads a text that a shell runs; answers what it prints.</param>
/// <param name="Look">Reads a text that may never run: only what is denied without exception counts.</param>
internal sealed record InnerCommands(RunWords Run, RunScript Script, LookAtText Look);

internal delegate string? RunWords(IReadOnlyList<string> words, ShellState state, ShellInput input, bool wrapped);

internal delegate string? RunScript(string text, ShellState state, ShellInput input);

internal delegate void LookAtText(string text, ShellState state);
