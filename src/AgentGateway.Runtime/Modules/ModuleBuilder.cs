using System.Reflection;
using System.Runtime.CompilerServices;
using AgentGateway.Domain;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Modules;

/// <summary>
/// Collects what modules register. Services are made once, by their constructor, when the gateway is built; the
/// services that a service needs are arguments of that constructor and are made before it.
/// </summary>
public sealed class ModuleBuilder(IServiceCollection services)
{
    private readonly List<Type> _making = [];
    private readonly List<Type> _services = [];
    private readonly List<Type> _loaders = [];
    private readonly List<Type> _settlers = [];
    private readonly List<Type> _hosts = [];
    private readonly List<Action<IServiceProvider>> _begins = [];
    private readonly List<Action<IServiceProvider>> _settingsChanges = [];
    private readonly List<Action<IServiceProvider>> _starts = [];
    private readonly List<SettingsSection> _sections = [];
    private readonly List<Type> _tools = [];
    private readonly List<RegisteredFindings> _findings = [];

    /// <summary>All services, in the order of registration.</summary>
    internal IReadOnlyList<Type> Services => _services;

    /// <summary>What reads the journal before streams are woken, in the order of registration.</summary>
    internal IReadOnlyList<Type> Loaders => _loaders;

    /// <summary>What settles a move of the journal before streams are woken, in the order of registration.</summary>
    internal IReadOnlyList<Type> Settlers => _settlers;

    /// <summary>What begins to work at the end of the start, in the order of registration.</summary>
    internal IReadOnlyList<Action<IServiceProvider>> Begins => _begins;

    internal IReadOnlyList<Action<IServiceProvider>> SettingsChanges => _settingsChanges;

    /// <summary>The hosts of all machines, in the order of registration.</summary>
    internal IReadOnlyList<Type> Hosts => _hosts;

    /// <summary>Subscribes to commits and hands effects to their hosts, in the order of registration.</summary>
    internal IReadOnlyList<Action<IServiceProvider>> Starts => _starts;

    internal IReadOnlyList<SettingsSection> Sections => _sections;

    /// <summary>The tools, in the order of registration.</summary>
    internal IReadOnlyList<Type> Tools => _tools;

    /// <summary>The sources of doctor's findings, in the order of registration.</summary>
    internal IReadOnlyList<RegisteredFindings> FindingSources => _findings;

    /// <summary>A service, found by its own type. Its constructor may be internal.</summary>
    public ModuleBuilder Service<TService>()
        where TService : class
    {
        services.AddSingleton(provider => (TService)Make(provider, typeof(TService)));
        _services.Add(typeof(TService));
        return this;
    }

    /// <summary>A service whose constructor takes more than services.</summary>
    public ModuleBuilder Service<TService>(Func<IServiceProvider, TService> make)
        where TService : class
    {
        services.AddSingleton(make);
        _services.Add(typeof(TService));
        return this;
    }

    /// <summary>The same service under the type by which others ask for it.</summary>
    public ModuleBuilder Service<TService, TImplementation>()
        where TService : class
        where TImplementation : class, TService
    {
        if (!_services.Contains(typeof(TImplementation))) Service<TImplementation>();
        services.AddSingleton<TService>(static provider => provider.GetRequiredService<TImplementation>());
        return this;
    }

    /// <summary>Something that was made elsewhere, and is disposed of there.</summary>
    public ModuleBuilder Instance<TService>(TService instance)
        where TService : class
    {
        services.AddSingleton(instance);
        return this;
    }

    /// <summary>The queries of a read table of the store.</summary>
    public ModuleBuilder Reads<TReads>()
        where TReads : class
    {
        services.AddSingleton(static provider => provider.GetRequiredService<IStore>().Reads<TReads>());
        _services.Add(typeof(TReads));
        return this;
    }

    /// <summary>
    /// A machine. Its streams are hosted, woken at start, and stopped in the opposite order of registration.
    /// </summary>
    public ModuleBuilder Machine<TMachine, TState, TCommand>(StreamKind<TMachine, TState, TCommand> streams)
        where TMachine : IMachine<TState, TCommand>
        where TState : class
    {
        services.AddSingleton(provider => new MachineHost<TMachine, TState, TCommand>(
            streams,
            new() { Secrets = provider.GetRequiredService<KnownSecrets>() },
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<Commits>().Of<TState>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<TMachine>()));
        _hosts.Add(typeof(MachineHost<TMachine, TState, TCommand>));
        return this;
    }

    /// <summary>A machine and what performs its effects.</summary>
    public ModuleBuilder Machine<TMachine, TState, TCommand, TEffects>(StreamKind<TMachine, TState, TCommand> streams)
        where TMachine : IMachine<TState, TCommand>
        where TState : class
        where TEffects : class, IEffects<TState>
    {
        Machine(streams);
        return Effects<TMachine, TState, TCommand, TEffects>();
    }

    /// <summary>What performs the effects of a machine that another module registers.</summary>
    public ModuleBuilder Effects<TMachine, TState, TCommand, TEffects>()
        where TMachine : IMachine<TState, TCommand>
        where TState : class
        where TEffects : class, IEffects<TState>
    {
        if (!_services.Contains(typeof(TEffects))) Service<TEffects>();
        _starts.Add(static provider => provider.GetRequiredService<MachineHost<TMachine, TState, TCommand>>()
            .Perform(provider.GetRequiredService<TEffects>()));
        return this;
    }

    /// <summary>A registered service hears of the commits of a machine, its own or another module's.</summary>
    public ModuleBuilder Subscribe<TState, TSubscriber>()
        where TState : class
        where TSubscriber : class, ICommitSubscriber<TState>
    {
        _starts.Add(static provider =>
            provider.GetRequiredService<Commits>().Subscribe(provider.GetRequiredService<TSubscriber>()));
        return this;
    }

    /// <summary>A registered service reads the journal before streams are woken.</summary>
    public ModuleBuilder LoadAtStart<TLoader>()
        where TLoader : class, ILoadAtStart
    {
        _loaders.Add(typeof(TLoader));
        return this;
    }

    /// <summary>A registered service settles what ran in the place that the journal was brought from.</summary>
    public ModuleBuilder SettleMove<TSettler>()
        where TSettler : class, ISettleMove
    {
        _settlers.Add(typeof(TSettler));
        return this;
    }

    /// <summary>
    /// Called once when everything is loaded and all streams are woken: it begins the work, and returns at once.
    /// </summary>
    public ModuleBuilder AfterStart(Action<IServiceProvider> begin)
    {
        _begins.Add(begin);
        return this;
    }

    /// <summary>
    /// Called once when all services are made, in the order of registration: it publishes into a registry.
    /// </summary>
    public ModuleBuilder OnceMade(Action<IServiceProvider> start)
    {
        _starts.Add(start);
        return this;
    }

    /// <summary>A section of the settings, bound to options of that type.</summary>
    /// <param name="isHot">
    /// A change of the section counts at once: all who use the options read them when they need a value.
    /// </param>
    /// <param name="hotKeys">The settings of another section of which the same holds.</param>
    public ModuleBuilder Settings<TOptions>(
        string section, bool isHot = false, params IReadOnlyList<string> hotKeys)
        where TOptions : class
    {
        _sections.Add(new(section, typeof(TOptions), isHot) { HotKeys = hotKeys });
        return this;
    }

    /// <summary>Called when hot settings have changed, for what waits by the values that they had; it returns at once.</summary>
    public ModuleBuilder AfterSettings(Action<IServiceProvider> changed)
    {
        _settingsChanges.Add(changed);
        return this;
    }

    /// <summary>A tool, made like a service. It is published when all services are made.</summary>
    public ModuleBuilder Tool<TTool>()
        where TTool : Tool
    {
        _tools.Add(typeof(TTool));
        return Service<TTool>();
    }

    /// <summary>
    /// A page of documentation, <c>NAME.md</c> beside the module, embedded in its assembly as <c>docs/NAME.md</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ModuleBuilder Docs(string name)
    {
        var assembly = Assembly.GetCallingAssembly();
        services.AddSingleton(_ => DocsPage.Of(assembly, name));
        return this;
    }

    /// <summary>What clients read of the capability.</summary>
    public ModuleBuilder Resources<TSource>()
        where TSource : class, IResourceSource => Service<IResourceSource, TSource>();

    /// <summary>Findings of the capability that doctor tells; their source is made like a service.</summary>
    public ModuleBuilder Findings<TSource>(FindingGroup group)
        where TSource : class, IFindingSource
    {
        _findings.Add(new(group, typeof(TSource)));
        return Service<TSource>();
    }

    private object Make(IServiceProvider provider, Type type)
    {
        if (_making.Contains(type))
            throw new ModuleCycleException([.. _making.SkipWhile(other => other != type), type]);
        _making.Add(type);
        try
        {
            // A record also has a constructor that copies it.
            ConstructorInfo[] constructors =
            [
                .. type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Where(made => made.GetParameters() is not [{ ParameterType: var only }] || only != type),
            ];
            if (constructors is not [var constructor])
                throw new InvalidOperationException(
                    $"{type.Name} has {constructors.Length} constructors; a service has one.");
            object[] arguments =
            [
                .. constructor.GetParameters().Select(needed => provider.GetRequiredService(needed.ParameterType)),
            ];
            return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        finally
        {
            _making.RemoveAt(_making.Count - 1);
        }
    }
}
