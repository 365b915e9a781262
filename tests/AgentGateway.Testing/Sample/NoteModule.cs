using AgentGateway.Runtime.Modules;
using AgentGateway.Storage;
using AgentGateway.Testing.Sample.Tools;

namespace AgentGateway.Testing.Sample;

/// <summary>
/// A capability that the daemon does not have, added from outside by the steps that <c>ARCHITECTURE.md</c> names: a
/// machine, a read table, two tools, a resource and a page of documentation.
/// </summary>
public sealed class NoteModule : IModule
{
    /// <summary>What a store keeps that has the notes too.</summary>
    public static StoreContents Contents { get; } = StoreContents.Gateway.With(NoteStream.Kind, new NoteTable());

    public void Register(ModuleBuilder module) => module
        .Machine(NoteStream.Kind)
        .Reads<INoteReads>()
        .Service<NoteService>()
        .Tool<NoteWriteTool>()
        .Tool<NoteReadTool>()
        .Resources<NoteResources>()
        .Docs("notes");
}
