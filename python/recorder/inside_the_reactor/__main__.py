from inside_the_reactor.command import main

if __name__ == "__main__":
    main()
