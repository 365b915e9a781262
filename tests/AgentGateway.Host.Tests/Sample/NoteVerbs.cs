using System.CommandLine;
using AgentGateway.Cli;
using AgentGateway.Testing.Sample;
using AgentGateway.Testing.Sample.Tools;

namespace AgentGateway.Host.Tests.Sample;

/// <summary>
/// <c>agw note …</c>, the verbs of the sample capability, made of its tools' declarations as <c>ARCHITECTURE.md</c>
/// says.
/// </summary>
internal static class NoteVerbs
{
    private static readonly VerbArgument Name = VerbArgument.At("name", "NAME");

    public static Command Create(ReadOnlyMemory<string> words) => Create(words, Screen.Line);

    /// <param name="print">Takes what a person is shown.</param>
    public static Command Create(ReadOnlyMemory<string> words, Action<string> print) => Verb.Group(
        new("note", "Notes."),
        words,
        new("write", new ToolVerb<NoteView>(NoteWriteTool.Declaration, "write", "Write a note.")
        {
            Arguments = [Name, VerbArgument.Words("text", "TEXT")],
            Show = (note, _) => print($"{note.Name} is written."),
        }.Create),
        new("read", new ToolVerb<NoteView>(NoteReadTool.Declaration, "read", "Read a note.")
        {
            Arguments = [Name],
            Show = (note, _) => print($"{note.Name}: {note.Text}"),
        }.Create));
}
