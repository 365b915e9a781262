using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Threads;

/// <summary>What is stored of threads, and the way to change it.</summary>
public sealed record StoredThreads(ThreadDispatcher Dispatcher, ThreadHistory History, IThreadReads Reads, IJournal Journal);
